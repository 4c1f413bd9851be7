# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
# Restart the server: initializers run once. Where `config/initializers/cors.rb` exists, the lines replace it: of two, the outer one answers every preflight.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins 'https://admin.example', 'https://app.example' # CHANGED
    resource '*',
      methods: %i[get head post patch],
      headers: ['x-api-key']
  end
end
