// `cors.Default()` allows every origin, without credentials; `AllowAllOrigins` and `AllowCredentials` together are refused by browsers.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// gin-contrib/cors answers requests of other origins with 403, whatever their route would send.

// go get github.com/gin-contrib/cors, and import it.
// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
router.Use(cors.New(cors.Config{
	AllowOrigins: []string{"https://admin.example", "https://app.example"}, // CHANGED
	AllowMethods: []string{"GET", "HEAD", "POST", "PATCH"},
	AllowHeaders: []string{"x-api-key"},
}))
