// `cors.Default()` allows every origin, without credentials; `AllowAllOrigins` and `AllowCredentials` together are refused by browsers.
// gin-contrib/cors answers requests of other origins with 403, whatever their route would send.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
router.Use(cors.New(cors.Config{
	AllowAllOrigins: true,
	AllowMethods:    []string{"GET", "HEAD", "POST"},
}))
