# Windows-1252, semicolons, dates of both orders, a UPRN that a spreadsheet has shortened, a ragged row.
printf 'Incident Number;Incident Type;Address;UPRN;Incident Date\n1;Noise;Caf\351 1 Elm Road;100;13/02/2025\n2;Noise;2 Elm Road;1.00E+11;02/13/2025\n3;Noise;3 Elm Road\n4;Noise;;104;01/02/2025\n' > "$TMP/messy.csv"
