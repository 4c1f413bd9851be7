package main

import (
	"encoding/json"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
	// THE IMPORTS
)

var scenario struct {
	Headers       [][2]string
	Listed        []string
	Preflight     bool
	Auth          bool
	OptionsStatus int
	Redirect      []interface{}
	Error         bool
	Cached        bool
}

func answer(w http.ResponseWriter, r *http.Request) {
	options := r.Method == "OPTIONS"
	for _, header := range scenario.Headers {
		w.Header().Add(header[0], header[1])
	}
	for _, origin := range scenario.Listed {
		if origin == r.Header.Get("Origin") {
			w.Header().Set("Access-Control-Allow-Origin", origin)
		}
	}
	if scenario.Cached {
		w.Header().Set("Cache-Control", "public, max-age=600")
	}
	switch {
	case options && scenario.Preflight:
		w.WriteHeader(204)
	case scenario.Auth && r.Header.Get("Authorization") == "":
		w.WriteHeader(401)
	case options && scenario.OptionsStatus > 0:
		w.WriteHeader(scenario.OptionsStatus)
	case len(scenario.Redirect) > 0 && r.URL.Path == "/api/x":
		http.Redirect(w, r, scenario.Redirect[1].(string), int(scenario.Redirect[0].(float64)))
	default:
		w.Write([]byte("{}"))
	}
}

func main() {
	if err := json.Unmarshal([]byte(os.Getenv("SCENARIO")), &scenario); err != nil {
		panic(err)
	}
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	// THE FIX
	router.Use(gin.Recovery())
	router.Group("/api").Any("/:name", func(c *gin.Context) {
		if scenario.Error {
			panic("down")
		}
		answer(c.Writer, c.Request)
	})
	panic(router.Run("127.0.0.1:" + os.Args[1]))
}
