// The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // CHANGED
    // .AllowCredentials() // uncomment if the page sends cookies
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build() and UseRouting:
app.UseCors();

// Instead of the endpoint that redirects with `user:password@`.
app.Map("/api/x", () => Results.Redirect("https://files.example/x", false, true)); // CHANGED
