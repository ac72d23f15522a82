/** Built-in layouts of receipts. */
export const LAYOUTS = {
  narrow: '<p><%= parcel.id %></p>',
  wide: '<table><tr><td><%= parcel.id %></td><td><%= parcel.weight %></td></tr></table>',
};
