import Teorell
print("teorell")
