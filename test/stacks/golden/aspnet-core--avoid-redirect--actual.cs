// The URL loses its user name and password. Let the page send an `Authorization` header instead.
// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // CHANGED
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build():
app.UseCors();

// Instead of the endpoint that redirects with `user:password@`.
app.Map("/api/x", () => Results.Redirect("https://files.example/x", false, true)); // CHANGED
