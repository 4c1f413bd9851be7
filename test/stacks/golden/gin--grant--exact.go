
// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
config := cors.DefaultConfig()
config.AllowOrigins = []string{"https://admin.example", "https://app.example"}
config.AllowCredentials = true
config.AllowMethods = []string{"GET", "HEAD", "POST", "DELETE"}
config.AllowHeaders = []string{"Authorization"}
config.ExposeHeaders = []string{"ETag"}
config.MaxAge = 600 * time.Second
router.Use(cors.New(config))
