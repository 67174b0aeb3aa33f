"""A mail server for tests: keeps every mail in a file, as Python's own email package reads it.

sink.py PORT FOLDER CERT KEY USER PASSWORD
"""
import asyncio
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, folder, cert, key, user, password = sys.argv[1:]


def authenticate(server, session, envelope, mechanism, data):
    is_right = (isinstance(data, LoginPassword)
                and (data.login, data.password) == (user.encode(), password.encode()))
    return AuthResult(success=is_right, handled=False, auth_data=user if is_right else None)


def told(message, is_utf8):
    """What a reader sees of it."""
    def part(kind):
        body = message.get_body(preferencelist=(kind,))
        return body.get_content().replace("\r\n", "\n") if body else None

    return {
        "from": str(message["From"]), "to": str(message["To"]), "cc": str(message["Cc"]), "bcc": str(message["Bcc"]),
        "replyTo": str(message["Reply-To"]), "subject": str(message["Subject"]), "messageId": str(message["Message-ID"]),
        "type": message.get_content_type(), "text": part("plain"), "html": part("html"),
        "defects": [str(defect) for each in message.walk() for defect in each.defects]
        + [str(defect) for header in message.values() for defect in getattr(header, "defects", [])
           if not is_utf8],  # Letters of every script in headers, which are defects elsewhere.
    }


class Keeper:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 There is nobody of that name"
        if address.startswith("full@"):
            return "452 4.2.2 The mailbox is full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if b"poison" in envelope.original_content:
            return "554 5.7.1 The mail is refused"
        Keeper.count += 1
        name = os.path.join(folder, f"{envelope.rcpt_tos[0].split('@')[1]}-{Keeper.count:06}")
        kept = {
            "envelope": {"from": envelope.mail_from, "to": envelope.rcpt_tos, "utf8": envelope.smtp_utf8,
                         "user": session.auth_data, "encrypted": session.ssl is not None},
            "message": told(email.message_from_bytes(envelope.original_content, policy=email.policy.default),
                            envelope.smtp_utf8),
            "longestLine": max(len(line) for line in envelope.original_content.split(b"\r\n")),
            "bareLineBreaks": envelope.original_content.replace(b"\r\n", b"").count(b"\n"),
            "isAscii": envelope.original_content.isascii(),
        }
        with open(name + ".part", "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
        os.rename(name + ".part", name + ".json")
        return "250 OK, kept"


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    await asyncio.get_running_loop().create_server(
        lambda: SMTP(Keeper(), hostname="sink.test", tls_context=context, authenticator=authenticate,
                     auth_require_tls=False, enable_SMTPUTF8=True),
        "127.0.0.1", int(port))
    await asyncio.Event().wait()


asyncio.run(main())
