ls -A
