mkdir "$TMP/mine"
echo text > "$TMP/mine/thesis.txt"
