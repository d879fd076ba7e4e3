{ echo 'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
  echo ',2025-01,Force,Force,-0.2926,51.8053,On or near Elm Road,E01,Smallford 001A,Anti-social behaviour,,'
  echo ',2025-01,Force,Force,,,No Location,,,Drugs,,'; } > "$TMP/2025-01-street.csv"
