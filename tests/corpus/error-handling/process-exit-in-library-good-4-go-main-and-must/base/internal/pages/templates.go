package pages

import (
	"fmt"
	"html/template"
	"net/http"
)

