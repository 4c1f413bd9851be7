// `UseCors` adds the headers as the answer starts, so that errors of all that stands below it carry them. The bare 500 for an exception that nobody handles has none: hence `UseExceptionHandler`, unless the app calls it already. Nor have IIS's own error pages.
// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("http://[::1]:3000", "https://app.example") // CHANGED
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    .WithHeaders("Authorization")
    .WithExposedHeaders("X-Total-Count")
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))
));
builder.Services.AddProblemDetails(); // CHANGED

// Program.cs, right after builder.Build():
app.UseExceptionHandler(); // CHANGED
app.UseCors(); // CHANGED
