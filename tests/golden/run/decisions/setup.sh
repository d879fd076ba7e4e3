# May was reviewed and decided; June has some of May's texts again, and a new one.
"$WARDMAP" gazetteer build --out "$TMP/town.gazetteer" "$SOURCE/tests/data/gazetteer_town/addresses.csv" "$SOURCE/tests/data/gazetteer_town/postcodes.csv" > "$TMP/built"
header='location,postcode,uprn,decision,candidate_1,candidate_2'
church='"uprn 990000000201 = 5 Church Street, Upton, Newton, SG1 3AA (address)","uprn 990000000202 = 5 Church Street, Downham, Newton, SG1 4DD (address)"'
printf '%s\n"5 Church Street, Newton",,,2,%s\n' "$header" "$church" > "$TMP/review-2025-05.csv"
printf '%s\n"behind the big shop",,,none,,\n"the old mill",,,none,,\n' "$header" > "$TMP/review-2025-04.csv"
{
  printf 'ref,category,location,date\n'
  for i in $(seq 1 30); do printf 'R%s,ASB,"%s Elm Road, Newton",%02d/06/2025\n' "$i" "$((i % 3 + 1))" "$i"; done
  printf 'C1,ASB,"5 Church Street, Newton",01/06/2025\nC2,ASB,"5 Church Street, Newton",02/06/2025\n'
  printf 'B1,ASB,behind the big shop,03/06/2025\n'
  printf 'D1,ASB,"14 Deal Road, Newton",04/06/2025\n'
} > "$TMP/incidents.csv"
