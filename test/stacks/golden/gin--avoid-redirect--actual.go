// The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.
// Also list the other origins that send requests to this server. gin-contrib/cors responds to all others with 403.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
config := cors.DefaultConfig()
config.AllowOrigins = []string{"https://app.example"} // CHANGED
// config.AllowCredentials = true // uncomment if the page sends cookies
config.AddAllowHeaders("x-api-key") // CHANGED
router.Use(cors.New(config))

// Instead of the route that redirects with `user:password@`.
router.Use(func(c *gin.Context) { // CHANGED
	if c.Request.URL.Path == "/api/x" { // CHANGED
		c.Redirect(http.StatusTemporaryRedirect, "https://files.example/x") // CHANGED
		c.Abort() // CHANGED
	} // CHANGED
}) // CHANGED
