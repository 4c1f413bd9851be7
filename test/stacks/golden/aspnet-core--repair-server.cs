// The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build():
app.UseCors(); // CHANGED
