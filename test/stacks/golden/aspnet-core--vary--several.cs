// ASP.NET Core leaves `Vary` off the answers to foreign origins, and to none.
// Clear the CDN's and the browser's caches; they still hold old responses.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("http://[::1]:3000", "https://app.example") // CHANGED
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    .WithHeaders("Authorization")
    .WithExposedHeaders("X-Total-Count")
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))
));

// Program.cs, right after builder.Build():
app.Use((context, next) => // CHANGED
{ // CHANGED
    context.Response.OnStarting(() => // CHANGED
    { // CHANGED
        context.Response.Headers.Append("Vary", "Origin"); // CHANGED
        return Task.CompletedTask; // CHANGED
    }); // CHANGED
    return next(context); // CHANGED
}); // CHANGED
app.UseCors();
