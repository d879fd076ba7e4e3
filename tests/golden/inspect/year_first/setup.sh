printf 'id,type,address,date\n1,Noise,A very long address that goes on and on,2025-01-13\n2,Noise,2 Elm Road,2025-02-14 18:30\n' > "$TMP/calls.csv"
# The days of a spreadsheet, which are no years
printf 'id,type,address,date\n1,Noise,1 Elm Road,45671\n2,Noise,2 Elm Road,45672.5\n' > "$TMP/serial.csv"
