// Above `gin.Recovery()` and authentication its headers are on 401, 404 and 500 answers too.
// gin-contrib/cors answers requests of other origins with 403, whatever their route would send.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
router.Use(cors.New(cors.Config{ // CHANGED
	AllowOrigins:     []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"},
	AllowHeaders:     []string{"Authorization"},
	ExposeHeaders:    []string{"X-Total-Count"},
	MaxAge:           600 * time.Second,
}))
