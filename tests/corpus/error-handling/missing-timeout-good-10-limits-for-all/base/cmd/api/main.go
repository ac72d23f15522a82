package main

import (
	"net/http"
	"time"

	"example.com/news/internal/app"
)

func main() {
	http.DefaultClient.Timeout = 10 * time.Second
	app.Run()
}
