"""What must not be published: who a text points out, and counts so small that they do.

Everything here takes frozen data and gives frozen data; nothing is read, written or printed. `identities` finds
personnummer, addresses, telephones and names in a text; `tables` puts counts that hang together into one system,
`suppression` decides what of it may be shown and `attack` what a reader could work out from that; `percentages` finds the
counts behind percentages; `free_text` finds single cases told beside small counts; `exemptions` are what a file may except
from all this, with a reason and a role.
"""
