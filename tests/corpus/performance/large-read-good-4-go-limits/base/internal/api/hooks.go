package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

const maxBody = 1 << 20
