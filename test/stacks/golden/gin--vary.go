// gin-contrib/cors leaves `Vary` off answers to requests without an origin, and to refused ones.
// Clear the CDN's and the browser's caches; they still hold old responses.
// gin-contrib/cors answers requests of other origins with 403, whatever their route would send.

// go get github.com/gin-contrib/cors, and import it.
router.Use(func(c *gin.Context) { // CHANGED
	c.Header("Vary", "Origin") // CHANGED
}) // CHANGED

// Right after gin.New() or gin.Default(), and on the engine, not on a group: a
// route or group gets only the middleware that was added before it.
router.Use(cors.New(cors.Config{
	AllowOrigins:     []string{"https://app.example"},
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders:     []string{"Content-Type", "x-api-key"}, // CHANGED
	ExposeHeaders:    []string{"X-Total-Count"},
}))
