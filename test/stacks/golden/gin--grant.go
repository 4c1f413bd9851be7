// Also list the other origins that send requests to this server. gin-contrib/cors responds to all others with 403.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
config := cors.DefaultConfig()
config.AllowOrigins = []string{"https://app.example"} // CHANGED
// config.AllowCredentials = true // uncomment if the page sends cookies
config.AddAllowHeaders("x-api-key") // CHANGED
router.Use(cors.New(config))
