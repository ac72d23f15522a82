package export

import (
	"fmt"

	"example.com/shop/internal/orders"
)

const header = "id,customer,total\n"
