// As the first middleware it answers preflights before authentication, and for every path, since Gin runs it for those without a route too.
// It must come before the routes: Gin gives a route those middlewares that are there when it is added. A foreign origin is answered 403.

// go get github.com/gin-contrib/cors, and import it.
// First middleware of the router: before authentication and routes.
router.Use(cors.New(cors.Config{ // CHANGED
	AllowOrigins:     []string{"https://app.example"},
	AllowCredentials: true,
	AllowMethods:     []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowHeaders:     []string{"Content-Type", "x-api-key"}, // CHANGED
}))
