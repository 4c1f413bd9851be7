// Read the server's log and repair the failure. These lines only let the page see the status.
// gin-contrib/cors answers requests of other origins with 403, whatever their route would send.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
router.Use(cors.New(cors.Config{ // CHANGED
	AllowOrigins: []string{"https://app.example"}, // CHANGED
	AllowMethods: []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders: []string{"Content-Type", "x-api-key"}, // CHANGED
}))
