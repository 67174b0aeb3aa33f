# syntax=docker/dockerfile:1
# The server and the command line, in one image. Where images come from another place, name it: --build-arg DOTNET=...
ARG DOTNET=mcr.microsoft.com/dotnet

FROM ${DOTNET}/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Compiled ahead of time, it starts in half the processor time.
RUN --mount=type=cache,target=/root/.nuget/packages \
    publish() { dotnet publish "$1" -c Release -o "$2" --use-current-runtime --no-self-contained \
        -p:UseAppHost=false -p:PublishReadyToRun=true; } \
    && publish src/Orchestrator.Server /app \
    && publish src/Orchestrator.Cli /app/cli
# orchestrator is on the PATH in the container: docker compose exec orchestrator orchestrator activation list
RUN printf '#!/bin/sh\nexec dotnet /app/cli/orchestrator.dll "$@"\n' > /app/orchestrator && chmod 755 /app/orchestrator

FROM ${DOTNET}/aspnet:10.0
# app is the base image's own user without rights; what it may write is the data folder.
RUN mkdir /data && chown app:app /data
COPY --from=build /app /app
COPY workflows /app/workflows
RUN ln -s /app/orchestrator /usr/local/bin/orchestrator
USER app
WORKDIR /data
VOLUME /data
# It listens for other machines only with a certificate, or when it is told that it may do so without:
# ORCHESTRATOR__CERTIFICATE=/run/secrets/server.pem, or ORCHESTRATOR__INSECURE=true.
ENV ASPNETCORE_HTTP_PORTS= \
    ORCHESTRATOR__DATA=/data \
    ORCHESTRATOR__GRPC=*:50051 \
    ORCHESTRATOR__HTTP=*:8080 \
    ORCHESTRATOR__WORKFLOWS=/app/workflows \
    ORCHESTRATOR__LOGJSON=true
EXPOSE 50051 8080
# The base image has no curl; bash can ask by itself. With a certificate, give a health check of your own.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.. 200' <&3"]
ENTRYPOINT ["dotnet", "/app/Orchestrator.Server.dll"]
