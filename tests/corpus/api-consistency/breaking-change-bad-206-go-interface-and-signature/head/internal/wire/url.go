package wire

import "net/url"

// URL of a parcel.
func URL(base, number string) string {
	return base + "/parcels/" + url.PathEscape(number)
}
