// `UseCors` adds the headers as the answer starts, so that errors of all that stands below it carry them; IIS's own error pages do not.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build():
app.UseCors(); // CHANGED
