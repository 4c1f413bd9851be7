// Gin redirects to the path with or without its last slash before any middleware runs. With the option off, it responds with 404, so request the path as the route has it.
// gin-contrib/cors responds with 403 to every request of another origin.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
config := cors.DefaultConfig()
config.AllowOrigins = []string{"https://app.example"} // CHANGED
// config.AllowCredentials = true // uncomment if the page sends cookies
config.AddAllowHeaders("x-api-key") // CHANGED
router.Use(cors.New(config)) // CHANGED

router.RedirectTrailingSlash = false // CHANGED
