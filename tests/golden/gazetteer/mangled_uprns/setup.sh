printf "uprn,number,street,postcode,x,y\n1.00E+11,1,Elm Road,SG1 1AA,523015,224010\n1.00E+11,2,Elm Road,SG1 1AB,523030,223990\n" > "$TMP/addresses.csv"
