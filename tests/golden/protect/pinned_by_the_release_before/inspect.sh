[ ! -e "$TMP/out" ] && echo "nothing was written"
