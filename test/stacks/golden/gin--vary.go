// gin-contrib/cors leaves `Vary` off answers to requests without an origin, and to refused ones.
// Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.
// It must come before the routes: Gin gives a route those middlewares that are there when it is added. A foreign origin is answered 403.

// go get github.com/gin-contrib/cors, and import it.
router.Use(func(c *gin.Context) { // CHANGED
	c.Header("Vary", "Origin") // CHANGED
}) // CHANGED

// First middleware of the router: before authentication and routes.
router.Use(cors.New(cors.Config{
	AllowOrigins:     []string{"https://app.example"},
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders:     []string{"Content-Type", "x-api-key"}, // CHANGED
}))
