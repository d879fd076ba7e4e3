# Tabs; dates that may be read either way; coordinates whose names tell no system; a title with a quotation mark.
printf 'ref\t"the ""where"" of it"\tx\ty\tdate\n1\tElm Road\t523015\t224010\t03/04/2025\n2\tElm Road\t523016\t224011\t05/06/2025\n' > "$TMP/calls.tsv"
