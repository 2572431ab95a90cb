# Reads YAML documents from standard input, each behind a line with its length in bytes, and writes
# a line of JSON for each: its value with the types told, or null where Psych refuses it.
require "psych"
require "json"
require "date"

def told(value)
  case value
  when Hash then ["mapping", value.map { |key, item| [told(key), told(item)] }]
  when Array then ["list", value.map { |item| told(item) }]
  when Float then ["number", value.nan? ? "nan" : value.infinite? ? value.to_s : value.to_r.to_s]
  when Integer then ["number", value.to_r.to_s]
  when DateTime, Time then ["time", value.to_time.utc.strftime("%Y-%m-%dT%H:%M:%S.%6N")]
  when Date then ["date", value.iso8601]
  when Symbol then ["symbol", value.to_s]
  else [value.class.name, value]
  end
end

$stdout.sync = true
$stdin.binmode
while (line = $stdin.gets)
  text = $stdin.read(line.to_i).force_encoding("UTF-8")
  begin
    value = Psych.safe_load(text, permitted_classes: [Date, DateTime, Time, Symbol], aliases: true)
    puts JSON.generate(told(value))
  rescue Psych::Exception, ArgumentError, TypeError, NoMethodError, RangeError, SystemStackError
    puts "null"
  end
end
