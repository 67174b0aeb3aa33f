#!/usr/bin/env bash
# Does everything: installs what is missing, checks the format, builds without warnings, lints the contract, runs every
# test. Ends with "N passed, N failed"; the exit code is 0 only where something passed and nothing failed. A check that
# fails counts as one failed. ORCHESTRATOR_TEST_POSTGRES ("Host=...;Username=...") names a PostgreSQL server to use
# instead of one that the tests start themselves. ORCHESTRATOR_ELSA_CASES names a folder of definitions with what the
# real Elsa did with them, to run instead of the repository's own copy of some.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly buf_version=1.75.0
readonly hang_timeout=4m        # without any test beginning or ending
readonly project_timeout=480    # seconds for one test project
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
# The servers of the tests live for seconds: what the runtime would learn about them does not pay.
export DOTNET_TieredPGO=0

passed=0 failed=0 skipped=0
left_out=()
filter=

step() { printf '\n== %s\n' "$*"; }

check() { # name, command...
    local name=$1
    shift
    step "$name"
    "$@" && return 0
    echo "FAILED: $name"
    failed=$((failed + 1))
    return 1
}

finish() {
    local what
    echo
    for what in "${left_out[@]+"${left_out[@]}"}"; do
        echo "left out: $what"
    done
    [ "$skipped" -eq 0 ] || echo "skipped: $skipped"
    echo "$passed passed, $failed failed"
    [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
    exit
}

# Installs Debian packages where that is allowed without asking anybody.
install() { # packages...
    local as_root=()
    command -v apt-get > /dev/null && [ -f /etc/debian_version ] || return 1
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2> /dev/null || return 1
        as_root=(sudo -n)
    fi
    step "Installing $*"
    "${as_root[@]+"${as_root[@]}"}" apt-get -qq update
    # Level 1 is where no service is started: the tests start what they need.
    "${as_root[@]+"${as_root[@]}"}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get -qq install -y --no-install-recommends "$@" > /dev/null
}

has_postgres() {
    [ -n "${ORCHESTRATOR_TEST_POSTGRES:-}" ] || command -v initdb > /dev/null \
        || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null
}
has_python() { /usr/bin/python3 -c 'import grpc, google.protobuf' 2> /dev/null; }

install_what_is_missing() {
    has_postgres || install postgresql-15 && has_postgres \
        || leave_out Postgres "tests on PostgreSQL: install postgresql-15, or set ORCHESTRATOR_TEST_POSTGRES"
    has_python || install python3-grpcio python3-protobuf && has_python \
        || leave_out Python "tests with a Python client: install python3-grpcio and python3-protobuf"
    install_systems
}

# The systems that adapters are tried against: a word in the names of the tests, a program, and its packages.
readonly systems='
Netconf  /usr/sbin/netconfd     netconfd openssh-server openssh-client
PowerDns /usr/sbin/pdns_server  pdns-server pdns-backend-sqlite3
Kea      /usr/sbin/kea-dhcp4    kea-dhcp4-server kea-ctrl-agent
Dovecot  /usr/sbin/dovecot      dovecot-core dovecot-imapd
Ldap     /usr/sbin/slapd        slapd ldap-utils
Mail     /usr/bin/aiosmtpd      python3-aiosmtpd
Office   /usr/bin/dig           bind9-dnsutils
'

install_systems() {
    local word program packages missing=()
    while read -r word program packages; do
        [ -z "$word" ] || [ -x "$program" ] || missing+=($packages)
    done <<< "$systems"
    [ "${#missing[@]}" -eq 0 ] || install "${missing[@]}"
    while read -r word program packages; do
        [ -z "$word" ] || [ -x "$program" ] \
            || leave_out "RealSystems.$word" "tests against a real system: install $packages"
    done <<< "$systems"
    # The product that needs them all is left out with any of them.
    [[ $filter != *RealSystems.* ]] || leave_out RealSystems.Office "the office on real systems: it needs all of them"
}

leave_out() { # word in the names of the tests, what is said of it
    filter+="${filter:+&}FullyQualifiedName!~$1"
    left_out+=("$2")
}

find_buf() {
    if command -v buf; then return; fi
    local local_buf=.tools/node_modules/.bin/buf
    if [ "$("$local_buf" --version 2> /dev/null)" != "$buf_version" ]; then
        command -v npm > /dev/null || return 1
        npm install --prefix .tools --no-save --no-audit --no-fund --silent "@bufbuild/buf@$buf_version" >&2 || return 1
    fi
    echo "$local_buf"
}

# The compiler is started once for all projects, and does not outlive the build.
build() {
    local code=0
    UseSharedCompilation=true dotnet build Orchestrator.sln -c Release -v quiet -warnaserror || code=$?
    dotnet build-server shutdown --vbcscompiler > /dev/null
    return "$code"
}

# The tests start hundreds of servers; compiled ahead of time, as in the image, each starts in half the time.
compile_ahead() {
    local server=$PWD/TestResults/server
    step "Compile the server ahead"
    if dotnet publish src/Orchestrator.Server -c Release -o "$server" --use-current-runtime --no-self-contained \
        -p:UseAppHost=false -p:PublishReadyToRun=true -v quiet; then
        export ORCHESTRATOR_TEST_SERVER=$server/Orchestrator.Server.dll
    else
        left_out+=("a server that is compiled ahead: the tests start the one that was built")
    fi
}

lint_protos() {
    local buf
    if buf=$(find_buf); then
        check "Lint of protos/" "$buf" lint protos
    else
        left_out+=("lint of protos/: needs buf, or npm to get it")
    fi
}

results_of() { # project
    echo "$PWD/TestResults/$(basename "$1" .csproj)"
}

test_project() { # project
    rm -f "$(results_of "$1").trx"
    timeout --kill-after=20 "$project_timeout" dotnet test "$1" --no-build -c Release -v quiet \
        --logger "trx;LogFileName=$(results_of "$1").trx" --logger "console;verbosity=minimal" \
        --blame-hang-timeout "$hang_timeout" --blame-hang-dump-type none ${filter:+--filter "$filter"}
}

count_results() { # project, exit code
    local counters
    counters=$(grep -o '<Counters [^>]*>' "$(results_of "$1").trx" 2> /dev/null | head -n 1)
    passed=$((passed + $(counter passed)))
    failed=$((failed + $(counter failed)))
    skipped=$((skipped + $(counter total) - $(counter executed)))
    if [ "$2" -ne 0 ] && [ "$(counter failed)" -eq 0 ]; then
        echo "FAILED: $1 ended with exit code $2"
        failed=$((failed + 1))
    fi
}

run_tests() { # project
    step "$1"
    test_project "$1"
    count_results "$1" $?
}

# Side by side; what they print comes one after the other.
run_both() { # project, project
    local other code
    mkdir -p TestResults
    test_project "$2" > "$(results_of "$2").log" 2>&1 &
    other=$!
    run_tests "$1"
    wait "$other"
    code=$?
    step "$2"
    cat "$(results_of "$2").log"
    count_results "$2" "$code"
}

counter() { # name; reads the caller's counters
    local number
    number=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "${counters:-}")
    echo "${number:-0}"
}

if ! command -v dotnet > /dev/null; then
    echo "The .NET 10 SDK is needed: there is no dotnet on the PATH."
    failed=1
    finish
fi

install_what_is_missing
# The rules of style are enforced by the build itself; this is the rest of the format.
check "Format" dotnet format whitespace . --folder --verify-no-changes
check "Build" build || finish
compile_ahead
lint_protos
readonly simulation=tests/Simulation/Orchestrator.Tests.Simulation.csproj unit=tests/Unit/Orchestrator.Tests.Unit.csproj
for project in $(grep -l Microsoft.NET.Test.Sdk tests/*/*.csproj); do
    [ "$project" = "$simulation" ] || [ "$project" = "$unit" ] || run_tests "$project"
done
run_both "$simulation" "$unit" # the one uses one processor, and the other is short
finish
