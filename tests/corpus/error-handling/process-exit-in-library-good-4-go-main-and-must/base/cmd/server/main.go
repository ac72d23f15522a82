package main

import (
	"log"
	"net/http"
	"os"
	"time"

	"example.com/notes/internal/app"
	"example.com/notes/internal/pages"
)

