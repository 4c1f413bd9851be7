# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
# Restart the server, because Rails runs initializers once.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins 'https://admin.example', 'https://app.example'
    resource '*',
      headers: ['Authorization'],
      credentials: true,
      expose: ['ETag'],
      max_age: 600,
      methods: %i[get head post delete]
  end
end
