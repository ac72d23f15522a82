package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
)

func header() []string {
	return []string{"id", "name", "amount"}
}
