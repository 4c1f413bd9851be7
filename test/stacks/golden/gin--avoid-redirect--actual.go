// The user name and password in the URL are lost: let the page send an `Authorization` header instead.
// It must come before the routes: Gin gives a route those middlewares that are there when it is added. A foreign origin is answered 403.

// go get github.com/gin-contrib/cors, and import it.
// First middleware of the router: before authentication and routes.
router.Use(cors.New(cors.Config{
	AllowOrigins:     []string{"https://app.example"},
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders:     []string{"Content-Type", "x-api-key"}, // CHANGED
}))

// Instead of the route that redirects with `user:password@`.
router.Use(func(c *gin.Context) { // CHANGED
	if c.Request.URL.Path == "/api/x" { // CHANGED
		c.Redirect(http.StatusTemporaryRedirect, "https://files.example/x") // CHANGED
		c.Abort() // CHANGED
	} // CHANGED
}) // CHANGED
