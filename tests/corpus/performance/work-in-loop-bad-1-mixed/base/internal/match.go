package internal

import "regexp"
