# Read the server's log and repair the failure. These lines only let the page see the status.
# Restart the server: initializers run once. Where `config/initializers/cors.rb` exists, the lines replace it: of two, the outer one answers every preflight.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'https://app.example' # CHANGED
    resource '*',
      methods: %i[get head post put], # CHANGED
      headers: ['Content-Type', 'x-api-key'] # CHANGED
  end
end
