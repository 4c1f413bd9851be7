// Call `UseCors` before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which respond to preflights themselves.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://admin.example", "https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "DELETE")
    .WithHeaders("Authorization")
    .WithExposedHeaders("ETag")
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))
));

// Program.cs, right after builder.Build() and UseRouting:
app.UseCors();
