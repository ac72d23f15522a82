package h

import (
	"crypto/md5"
	"crypto/sha1"
	"fmt"
)

func objectID(b []byte) string { return fmt.Sprintf("%x", sha1.Sum(b)) }

func partition(key string) string { return fmt.Sprintf("%x", md5.Sum([]byte(key))) }
