// Stands for ESPHome around the lambdas of counter.yaml: ADOPT, BEAT and STATUS are their text. Plays lines of stdin:
//   beat ORIGIN EPOCH BEAT · status ORIGIN EPOCH REVISION STATE · removed ORIGIN EPOCH · rest MS
// and prints after each what a press would name: known, epoch, revision, beat, state.
#include <cstdint>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

using Fields = std::map<std::string, std::string>;
struct Value {
  const Fields *fields;
  std::string name;
  bool there() const { return fields->count(name) > 0; }
  operator uint32_t() const { return there() ? std::stoul(fields->at(name)) : 0; }
  std::string operator|(const char *otherwise) const { return there() ? fields->at(name) : otherwise; }
  uint32_t operator|(int otherwise) const { return there() ? std::stoul(fields->at(name)) : otherwise; }
  bool operator|(bool otherwise) const { return there() ? fields->at(name) == "true" : otherwise; }
};
struct JsonObjectConst {
  const Fields *fields;
  Value operator[](const char *name) const { return {fields, name}; }
};
struct Message {
  Fields top, status;
  struct Part {
    const Message *message;
    std::string name;
    operator JsonObjectConst() const { return {&message->status}; }
    std::string operator|(const char *otherwise) const { return Value{&message->top, name} | otherwise; }
  };
  Part operator[](const char *name) const { return {this, name}; }
};

#define id(name) name##_
bool heard_ = false, known_ = false, asks_ = false, came_known_ = false, came_asks_ = false;
uint32_t beat_ = 0, beat_epoch_ = 0, beat_every_ms_ = 1000, beat_at_ms_ = 0, epoch_seen_ = 0, revision_seen_ = 0;
uint32_t came_epoch_ = 0, came_revision_ = 0, now_ms = 1000;
std::string counter_state_, origin_seen_, came_origin_, came_state_;
uint32_t millis() { return now_ms; }
struct Adopt { void execute(); } adopt_;
void Adopt::execute() { ADOPT }
void take_beat(const Message &x) { BEAT }
void take_status(const Message &x) { STATUS }

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string what, origin, epoch, number, state;
    words >> what >> origin >> epoch >> number >> state;
    Message message{{{"origin", origin}}, {{"epoch", epoch}, {"state", state}}};
    if (what == "rest") now_ms += std::stoul(origin);
    message.status[what == "beat" ? "beat" : "revision"] = number.empty() ? "0" : number;
    message.status["kind"] = what == "status" ? "CounterStatus" : what == "removed" ? "Removed" : "Beat";
    if (what == "beat") take_beat(message);
    if (what == "status" || what == "removed") take_status(message);
    std::cout << known_ << ' ' << epoch_seen_ << ' ' << revision_seen_ << ' ' << beat_ << ' ' << counter_state_ << '\n';
  }
}
