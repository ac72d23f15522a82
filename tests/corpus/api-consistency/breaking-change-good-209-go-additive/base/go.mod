module github.com/acme/parcelkit

go 1.22
