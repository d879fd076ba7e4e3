# The numbers are the machine's; that each is one is looked at.
"$WARDMAP" --version --verbose | sed -E 's/ (.* )?[0-9]+\.[0-9.]+.*$/ NUMBER/'
