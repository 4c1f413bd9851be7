// The URL loses its user name and password. Let the page send an `Authorization` header instead.
// gin-contrib/cors answers requests of other origins with 403, whatever their route would send.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
router.Use(cors.New(cors.Config{
	AllowOrigins: []string{"https://app.example"}, // CHANGED
	AllowMethods: []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders: []string{"Content-Type", "x-api-key"}, // CHANGED
}))

// Instead of the route that redirects with `user:password@`.
router.Use(func(c *gin.Context) { // CHANGED
	if c.Request.URL.Path == "/api/x" { // CHANGED
		c.Redirect(http.StatusTemporaryRedirect, "https://files.example/x") // CHANGED
		c.Abort() // CHANGED
	} // CHANGED
}) // CHANGED
