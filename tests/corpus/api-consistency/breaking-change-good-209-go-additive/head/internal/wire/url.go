package wire

import "net/url"

// URL of a parcel.
func URL(base, region, number string) string {
	if region != "" {
		base += "/" + url.PathEscape(region)
	}
	return base + "/parcels/" + url.PathEscape(number)
}
