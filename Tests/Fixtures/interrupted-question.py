# Types half a passphrase and the interrupt character at the question of a command; prints how the command ended, and
# whether the terminal shows typing while it asks and afterwards.
import os, pty, signal, sys, termios, time

child, terminal = pty.fork()
if child == 0:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execvp(sys.argv[1], sys.argv[1:])


def shows():
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


said = b""
while b"passphrase" not in said and b"Passphrase" not in said:
    said += os.read(terminal, 4096)
end = time.monotonic() + 60
while shows() and time.monotonic() < end:
    time.sleep(0.01)
during = shows()
os.write(terminal, b"half a pass\x03")
status = os.waitpid(child, 0)[1]
ended = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
print(ended, "hidden" if not during else "shown", "shown" if shows() else "hidden")
