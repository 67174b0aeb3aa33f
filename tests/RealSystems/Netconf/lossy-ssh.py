"""ssh, but for what a file asks for once: LostCall, LostAnswer or Hang of the request that makes a change count."""
import os
import subprocess
import sys
import threading

mishap_file, arguments = sys.argv[1], sys.argv[2:]
ssh = subprocess.Popen(["ssh", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
is_losing_answer = threading.Event()


def mishap():
    try:
        with open(mishap_file) as file:
            return file.read()
    except FileNotFoundError:
        return ""


def answers():
    while data := os.read(ssh.stdout.fileno(), 65536):
        if is_losing_answer.is_set():
            break
        os.write(1, data)
    ssh.kill()
    os._exit(255)


threading.Thread(target=answers, daemon=True).start()
while data := os.read(0, 65536):
    # The adapter sends each request at once, so that it arrives in one piece.
    makes_edit = b"<edit-config" in data and b"<running" in data
    if (b"<commit" in data or makes_edit) and (asked := mishap()):
        is_first = b"<confirmed" in data or makes_edit
        if asked == "LostAnswer" and (makes_edit or not is_first):
            os.remove(mishap_file)
            is_losing_answer.set()
        if asked in ("LostCall", "Hang") and is_first:
            os.remove(mishap_file)
            if asked == "LostCall":
                ssh.kill()
                os._exit(255)
            continue
    ssh.stdin.write(data)
    ssh.stdin.flush()
ssh.stdin.close()
ssh.wait()
